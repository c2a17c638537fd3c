# Sends one message with net-smtp; the set-up is JSON on stdin (client.ts).
require 'base64'
require 'json'
require 'net/smtp'

setup = JSON.parse($stdin.read)
tls = setup['tls']
context = {}
context[:ca_file] = setup['caFile'] if setup['caFile']
if setup['maxTls']
  context.update(min_version: :TLS1, max_version: :TLS1_1, ciphers: 'DEFAULT@SECLEVEL=0')
end

smtp = Net::SMTP.new(
  setup['host'], setup['port'],
  tls: tls == 'implicit', starttls: tls == 'starttls' ? :always : false,
  tls_verify: setup['verify'], ssl_context_params: context
)
smtp.open_timeout = smtp.read_timeout = setup['timeoutMs'] / 1000.0
login = setup['user'] ? { user: setup['user'], secret: setup['password'] } : {}
login[:authtype] = setup['mechanism'].downcase.tr('-', '_').to_sym if setup['mechanism']

begin
  smtp.start(**login) do |session|
    session.send_message(Base64.decode64(setup['message']), setup['from'], setup['to'])
  end
rescue StandardError => e
  abort "#{e.class}: #{e.message}"
end
