# The settings of the gem mail, which ActionMailer hands on to it, out of MAIL_… variables; MAIL_SETTINGS=defaults leaves the
# rest to it.
def smtp_settings
  tls = ENV.fetch('MAIL_TLS')
  chosen = { address: ENV.fetch('MAIL_HOST'), port: ENV.fetch('MAIL_PORT').to_i }
  chosen[:tls] = true if tls == 'implicit'
  chosen.update(user_name: ENV['MAIL_USER'], password: ENV['MAIL_PASSWORD'], authentication: :plain) if ENV['MAIL_USER']
  return chosen if ENV['MAIL_SETTINGS'] == 'defaults'

  seconds = ENV.fetch('MAIL_TIMEOUT_MS').to_i / 1000.0
  chosen.merge(
    enable_starttls: tls == 'starttls',
    enable_starttls_auto: false,
    openssl_verify_mode: 'peer',
    open_timeout: seconds,
    read_timeout: seconds
  )
end
