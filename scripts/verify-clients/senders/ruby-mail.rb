# Sends one message with the gem mail; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest to it.
require 'mail'

tls = ENV.fetch('MAIL_TLS')
chosen = { address: ENV.fetch('MAIL_HOST'), port: ENV.fetch('MAIL_PORT').to_i, tls: tls == 'implicit' }
chosen.update(user_name: ENV['MAIL_USER'], password: ENV['MAIL_PASSWORD'], authentication: :plain) if ENV['MAIL_USER']
unless ENV['MAIL_SETTINGS'] == 'defaults'
  seconds = ENV.fetch('MAIL_TIMEOUT_MS').to_i / 1000.0
  chosen.update(
    enable_starttls: tls == 'starttls',
    enable_starttls_auto: false,
    openssl_verify_mode: 'peer',
    open_timeout: seconds,
    read_timeout: seconds
  )
  chosen[:ca_file] = ENV['MAIL_CA'] if ENV['MAIL_CA']
end

begin
  Mail.new(
    from: ENV.fetch('MAIL_FROM'),
    to: ENV.fetch('MAIL_TO').split(','),
    subject: ENV.fetch('MAIL_SUBJECT'),
    body: 'Hello'
  ).tap { |mail| mail.delivery_method(:smtp, chosen) }.deliver!
rescue StandardError => e
  abort "#{e.class}: #{e.message}"
end
