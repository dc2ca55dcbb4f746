// The pages that a person sees: sign in, allow or deny, and those of the device
// grant.
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text).replace(/[&<>"']/g, (c) => escapes[c]);

const page = (title, body) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><link rel="icon" href="data:,"></head>
<body><h1>${escape(title)}</h1>${body}</body></html>`;

const button = (action, id, text) => `<form method="post" action="${escape(action)}"><button id="${id}">${text}</button></form>`;

export const signIn = (uid) => page('Sign in', button(`/interaction/${uid}/sign-in`, 'sign-in', 'Sign in'));

export const consent = (uid, client, scope) => page(
  `${client} asks for access`,
  `<pre id="scopes">${escape(scope)}</pre>
  ${button(`/interaction/${uid}/allow`, 'allow', 'Allow')} ${button(`/interaction/${uid}/deny`, 'deny', 'Deny')}`,
);

export const askCode = (form) => page('Enter the code', `${form}<button id="continue" form="op.deviceInputForm">Continue</button>`);

export const confirmCode = (form, code) => page(
  'Is this the code on your device?',
  `<p id="code">${escape(code)}</p>${form}<button id="continue" form="op.deviceConfirmForm">Continue</button>`,
);

export const finished = () => page('Signed in', '<p id="finished">You can close this page.</p>');

export const failed = (out) => page('That did not work', `<p id="error">${escape(out.error)}: ${escape(out.error_description)}</p>`);
