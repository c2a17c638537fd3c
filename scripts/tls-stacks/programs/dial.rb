require 'openssl'
require 'socket'

# As net-smtp makes its context.
context = OpenSSL::SSL::SSLContext.new
context.set_params(verify_mode: OpenSSL::SSL::VERIFY_NONE)
socket = OpenSSL::SSL::SSLSocket.new(TCPSocket.new('127.0.0.1', ARGV[0].to_i), context)
socket.hostname = 'localhost'
socket.connect
socket.close
