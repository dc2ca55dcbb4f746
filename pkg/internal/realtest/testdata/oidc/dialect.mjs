// Where Webex differs from the RFCs. All of it is a change of paths, numbers and
// words around the server's own answers.

const devicePath = '/v1/device/authorize';

// authorizeDevice lets a client begin a device grant with nothing but its id, as
// Webex does; the server would have it authenticate.
export const authorizeDevice = (clients) => async (ctx, next) => {
  if (ctx.path === devicePath && ctx.method === 'POST' && !ctx.get('authorization')) {
    let text = '';
    for await (const chunk of ctx.req) text += chunk;
    const form = Object.fromEntries(new URLSearchParams(text));
    form.client_secret ??= clients.find((c) => c.client_id === form.client_id)?.client_secret;
    ctx.request.body = form;
  }
  await next();
};

// deviceToken is a path of its own for the polls of the device grant, and a
// status of its own for "not yet".
export const deviceToken = async (ctx, next) => {
  if (ctx.path !== '/v1/device/token') {
    await next();
    return;
  }
  ctx.path = '/v1/access_token';
  await next();
  if (ctx.body?.error === 'authorization_pending') {
    ctx.status = 428;
    ctx.body = {
      message: 'Precondition Required',
      errors: [{ description: 'authorization_pending. The request is still pending. Retry it after the interval.' }],
      trackingId: 'ROUTER_0',
    };
  }
};

// deviceInterval says how often to poll, which the server leaves out.
export const deviceInterval = (settings) => async (ctx, next) => {
  await next();
  if (ctx.path === devicePath && ctx.status === 200) {
    ctx.body = { ...ctx.body, interval: settings().device_interval };
  }
};

// refreshExpiry adds the refresh token's life to each answer that holds one.
export const refreshExpiry = (provider) => async (ctx, next) => {
  await next();
  const token = ctx.status === 200 && ctx.body?.access_token && ctx.body.refresh_token;
  if (!token) return;
  const { remainingTTL } = await provider.RefreshToken.find(token);
  ctx.body = { ...ctx.body, refresh_token_expires_in: remainingTTL };
};
