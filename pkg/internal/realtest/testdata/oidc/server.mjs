// A sign-in service for the tests: oidc-provider with the paths of Webex. What
// matters is the server's own: PKCE, state, client authentication, device grants,
// rotation of refresh tokens and the revocation that follows their reuse.
//
// Environment: ORIGIN is where clients see the server; JOURNAL, the file that
// outlives it; SETTINGS, a file that is read for each answer; CLIENTS, their
// metadata as JSON; SCOPES, those that exist, separated by blanks. The port is
// chosen by the system and told on standard output.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import Provider from 'oidc-provider';

import * as dialect from './dialect.mjs';
import { Journal, keptIn } from './journal.mjs';
import * as pages from './pages.mjs';

const { ORIGIN, JOURNAL, SETTINGS, CLIENTS, SCOPES } = process.env;

// settings are { rotate, access_ttl, refresh_ttl, device_interval }; times in seconds.
const settings = () => JSON.parse(readFileSync(SETTINGS, 'utf8'));
const clients = JSON.parse(CLIENTS);
const journal = new Journal(JOURNAL);

const provider = new Provider(ORIGIN, {
  adapter: keptIn(journal),
  clients,
  scopes: SCOPES.split(' '),
  responseTypes: ['code'],
  pkce: { required: () => true },
  clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
  cookies: { keys: [randomBytes(16).toString('hex')] },
  routes: {
    authorization: '/v1/authorize',
    token: '/v1/access_token',
    device_authorization: '/v1/device/authorize',
    code_verification: '/device',
    introspection: '/oidc/introspect',
    revocation: '/oidc/revoke',
  },
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    deviceFlow: {
      enabled: true,
      charset: 'digits',
      mask: '******',
      userCodeInputSource: (ctx, form) => { ctx.body = pages.askCode(form); },
      userCodeConfirmSource: (ctx, form, client, device, code) => { ctx.body = pages.confirmCode(form, code); },
      successSource: (ctx) => { ctx.body = pages.finished(); },
    },
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  // As Webex does: a refresh token with every grant, whatever is asked for, that
  // outlives the session in the browser.
  issueRefreshToken: () => true,
  expiresWithSession: () => false,
  rotateRefreshToken: () => settings().rotate,
  ttl: {
    AccessToken: () => settings().access_ttl,
    RefreshToken: () => settings().refresh_ttl,
    AuthorizationCode: 60,
    DeviceCode: 300,
    Grant: 7776000,
    Interaction: 600,
    Session: 600,
  },
  renderError: (ctx, out) => {
    ctx.type = 'html';
    ctx.body = pages.failed(out);
  },
});

// answered notes the tokens of each answer when all of it is with the system.
async function answered(ctx, next) {
  await next();
  const { access_token: access, refresh_token: refresh } = ctx.body ?? {};
  if (access) ctx.res.once('finish', () => journal.note({ answered: { access, refresh } }));
}

const decisions = {
  'sign-in': async () => ({ login: { accountId: 'administrator' } }),
  deny: async () => ({ error: 'access_denied', error_description: 'End-User aborted interaction' }),
  allow: async ({ prompt, params, session, grantId }) => {
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(prompt.details.missingOIDCScope?.join(' ') ?? '');
    return { consent: { grantId: await grant.save() } };
  },
};

async function interactions(ctx, next) {
  const [, uid, decision] = /^\/interaction\/([^/]+)(?:\/([a-z-]+))?$/.exec(ctx.path) ?? [];
  if (!uid) {
    await next();
    return;
  }
  const details = await provider.interactionDetails(ctx.req, ctx.res);
  if (ctx.method === 'GET' && !decision) {
    const { client_id: client, scope } = details.params;
    ctx.body = details.prompt.name === 'login' ? pages.signIn(uid) : pages.consent(uid, client, scope);
  } else if (ctx.method === 'POST' && decisions[decision]) {
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, await decisions[decision](details)));
    ctx.status = 303;
  }
}

// expire ends one access token before its time and leaves its refresh token
// alone, which the revocation of RFC 7009 does not. Only the tests get here: the
// front has no such path.
async function expire(ctx, next) {
  if (ctx.path !== '/test/expire') {
    await next();
    return;
  }
  const token = await provider.AccessToken.find(ctx.query.token);
  await token.destroy();
  ctx.status = 204;
}

for (const layer of [
  expire,
  answered,
  dialect.refreshExpiry(provider),
  dialect.deviceInterval(settings),
  dialect.deviceToken,
  dialect.authorizeDevice(clients),
  interactions,
]) provider.use(layer);

provider.on('server_error', (ctx, err) => console.error(err));
const server = provider.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
