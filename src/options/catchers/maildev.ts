import { asText, isOn, isSo, type Put, webPath } from './draft.ts'

const mailPort: Put = ({ listener }, value) => void (listener.port = Number(value))

const mailHost: Put = ({ listener, values }, value, env) => {
  listener.host = [value]
  if (!env['MAILDEV_WEB_IP']) values['httpHost'] = [value]
}

/** A user without a password, or the other way round, is nobody. */
function credentials(
  variable: string,
  other: string,
  put: (both: string, draft: Parameters<Put>[0]) => void,
): Put {
  return (draft, _value, env) => {
    if (!env[variable] || !env[other]) return false
    put(`${env[variable]}:${env[other]}`, draft)
  }
}

const login = credentials('MAILDEV_INCOMING_USER', 'MAILDEV_INCOMING_PASS', (both, draft) => {
  draft.values['users'] = [both]
  draft.requiresLogin = true
})

const pageLogin = credentials('MAILDEV_WEB_USER', 'MAILDEV_WEB_PASS', (both, { values }) => {
  values['httpAuth'] = both
})

const secure: Put = ({ listener }, value) => {
  if (isOn(value)) listener.profile = 'smtps'
}

/** What is not there is not beneath a path either, whichever of the variables comes first. */
const withoutPage: Put = ({ values }, value) => {
  if (!isOn(value)) return
  values['http'] = 'off'
  delete values['webRoot']
}

export const maildevVariables: Readonly<Record<string, Put>> = {
  MAILDEV_SMTP_PORT: mailPort,
  MAILDEV_WEB_PORT: asText('http'),
  MAILDEV_IP: mailHost,
  MAILDEV_WEB_IP: asText('httpHost'),
  MAILDEV_INCOMING_USER: login,
  MAILDEV_INCOMING_PASS: login,
  MAILDEV_INCOMING_SECURE: secure,
  MAILDEV_INCOMING_CERT: asText('cert'),
  MAILDEV_INCOMING_KEY: asText('key'),
  MAILDEV_WEB_USER: pageLogin,
  MAILDEV_WEB_PASS: pageLogin,
  MAILDEV_HTTPS: asText('https'),
  MAILDEV_HTTPS_CERT: asText('cert'),
  MAILDEV_HTTPS_KEY: asText('key'),
  MAILDEV_DISABLE_WEB: withoutPage,
  MAILDEV_BASE_PATHNAME: webPath,
  MAILDEV_SILENT: asText('quiet'),
  MAILDEV_VERBOSE: isSo,
}
