# Opens a connection with net-smtp, which Rails sends with, and prints what it says where it cannot: HOST PORT SECONDS
require 'net/smtp'

host, port, seconds = ARGV
smtp = Net::SMTP.new(host, port.to_i)
smtp.open_timeout = seconds.to_f
begin
  smtp.start('localhost').finish
rescue StandardError => error
  puts "#{error.class}: #{error.message}"
end
