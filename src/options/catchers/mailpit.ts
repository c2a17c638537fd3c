import {
  asLimit,
  asText,
  type Draft,
  isOn,
  isSo,
  mailAddress,
  origins,
  pageAddress,
  type Put,
  webPath,
} from './draft.ts'

/** `user:password`, several of them divided by white space. */
const users: Put = (draft, value) => {
  draft.values['users'] = value.trim().split(/\s+/)
  draft.requiresLogin = true
}

const usersFile: Put = (draft, value) => {
  draft.values['usersFile'] = value
  draft.requiresLogin = true
}

const pageLogin: Put = ({ values }, value) => {
  if (/\s/.test(value.trim())) return false
  values['httpAuth'] = value.trim()
}

function demands(profile: Draft['listener']['profile']): Put {
  return ({ listener }, value) => {
    if (isOn(value)) listener.profile = profile
  }
}

/** One certificate serves mail and page: that of the mail, where there are two. */
function pageTls(part: 'cert' | 'key', mailVariable: string): Put {
  return ({ values }, value, env) => {
    const mail = env[mailVariable] || undefined
    if (mail !== undefined && mail !== value) return false
    values[part] = value
    values['https'] = true
  }
}

/** A certificate that Mailpit makes itself, for these names, is written as `sans:…`. */
function mailTls(part: 'cert' | 'key'): Put {
  return ({ values }, value) => {
    if (value.startsWith('sans:')) return false
    values[part] = value
  }
}

/** The file that keeps mail. A database over the network is not possible here. */
const database: Put = ({ values }, value) => {
  if (/^https?:\/\//i.test(value)) return false
  values['store'] = value
}

/** The old name gives way to the new one. */
const oldDatabase: Put = (draft, value, env) => (env['MP_DATABASE'] ? undefined : database(draft, value, env))

export const mailpitVariables: Readonly<Record<string, Put>> = {
  MP_SMTP_BIND_ADDR: mailAddress,
  MP_UI_BIND_ADDR: pageAddress,
  MP_DATABASE: database,
  MP_DATA_FILE: oldDatabase,
  MP_MAX_MESSAGES: asLimit('maxMessages'),
  MP_MAX_AGE: asLimit('maxAgeMs'),
  MP_SMTP_MAX_RECIPIENTS: asLimit('maxRecipients'),
  MP_SMTP_AUTH: users,
  MP_SMTP_AUTH_FILE: usersFile,
  MP_SMTP_AUTH_ACCEPT_ANY: isSo,
  MP_SMTP_AUTH_ALLOW_INSECURE: isSo,
  MP_SMTP_DISABLE_RDNS: isSo,
  MP_SMTP_TLS_CERT: mailTls('cert'),
  MP_SMTP_TLS_KEY: mailTls('key'),
  MP_SMTP_REQUIRE_STARTTLS: demands('submission'),
  MP_SMTP_REQUIRE_TLS: demands('smtps'),
  MP_UI_AUTH: pageLogin,
  MP_UI_TLS_CERT: pageTls('cert', 'MP_SMTP_TLS_CERT'),
  MP_UI_TLS_KEY: pageTls('key', 'MP_SMTP_TLS_KEY'),
  MP_API_CORS: origins,
  MP_WEBROOT: webPath,
  MP_QUIET: asText('quiet'),
  MP_VERBOSE: isSo,
  MP_ENABLE_CHAOS: isSo,
  MP_COMPRESSION: isSo,
  MP_DISABLE_WAL: isSo,
  MP_DISABLE_HTTP_COMPRESSION: isSo,
  MP_DISABLE_VERSION_CHECK: isSo,
}
