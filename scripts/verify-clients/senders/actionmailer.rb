# Sends one message with Rails' ActionMailer; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest
# to it.
require 'action_mailer'

tls = ENV.fetch('MAIL_TLS')
chosen = { address: ENV.fetch('MAIL_HOST'), port: ENV.fetch('MAIL_PORT').to_i }
chosen[:tls] = true if tls == 'implicit'
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
end
ActionMailer::Base.smtp_settings = chosen

# The one mail that an application has.
class Hello < ActionMailer::Base
  def hello
    mail(
      from: ENV.fetch('MAIL_FROM'),
      to: ENV.fetch('MAIL_TO').split(','),
      subject: ENV.fetch('MAIL_SUBJECT'),
      body: 'Hello'
    )
  end
end

begin
  Hello.hello.deliver_now
rescue StandardError => e
  abort "#{e.class}: #{e.message}"
end
