# Sends one message with the gem mail.
require 'mail'
require_relative 'smtp_settings'

chosen = smtp_settings
chosen[:ca_file] = ENV['MAIL_CA'] if ENV['MAIL_CA'] && ENV['MAIL_SETTINGS'] != 'defaults'

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
