# Sends one message with net-smtp; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest to it.
require 'net/smtp'
require 'time'

tls = ENV.fetch('MAIL_TLS')
from, to = ENV.fetch('MAIL_FROM'), ENV.fetch('MAIL_TO').split(',')
chosen = { tls: tls == 'implicit' }
unless ENV['MAIL_SETTINGS'] == 'defaults'
  chosen[:starttls] = tls == 'starttls' ? :always : false
  chosen[:tls_verify] = true
  chosen[:ssl_context_params] = { ca_file: ENV['MAIL_CA'] } if ENV['MAIL_CA']
end
message = <<~MESSAGE
  From: #{from}
  To: #{to.join(', ')}
  Subject: #{ENV.fetch('MAIL_SUBJECT')}
  Date: #{Time.now.rfc2822}
  Message-ID: <#{Process.clock_gettime(Process::CLOCK_REALTIME, :nanosecond)}@client.test>

  Hello
MESSAGE

smtp = Net::SMTP.new(ENV.fetch('MAIL_HOST'), ENV.fetch('MAIL_PORT').to_i, **chosen)
unless ENV['MAIL_SETTINGS'] == 'defaults'
  smtp.open_timeout = smtp.read_timeout = ENV.fetch('MAIL_TIMEOUT_MS').to_i / 1000.0
end
login = ENV['MAIL_USER'] ? { user: ENV['MAIL_USER'], secret: ENV['MAIL_PASSWORD'] } : {}

begin
  smtp.start(**login) { |session| session.send_message(message, from, to) }
rescue StandardError => e
  abort "#{e.class}: #{e.message}"
end
