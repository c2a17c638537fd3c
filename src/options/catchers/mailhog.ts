import { asText, mailAddress, origins, pageAddress, type Put, webPath } from './draft.ts'

/** MailHog has an address for its API beside that of its page; here both are one. */
const apiAddress: Put = (draft, value, env) => {
  const page = env['MH_UI_BIND_ADDR'] || value
  return page === value ? pageAddress(draft, value, env) : false
}

const storage: Put = (_draft, value) => (value === 'memory' ? undefined : false)

export const mailhogVariables: Readonly<Record<string, Put>> = {
  MH_SMTP_BIND_ADDR: mailAddress,
  MH_UI_BIND_ADDR: pageAddress,
  MH_API_BIND_ADDR: apiAddress,
  MH_CORS_ORIGIN: origins,
  MH_HOSTNAME: asText('serverName'),
  MH_STORAGE: storage,
  MH_UI_WEB_PATH: webPath,
}
