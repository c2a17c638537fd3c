# Sends one message with Rails' ActionMailer.
require 'action_mailer'
require_relative 'smtp_settings'

ActionMailer::Base.smtp_settings = smtp_settings

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
