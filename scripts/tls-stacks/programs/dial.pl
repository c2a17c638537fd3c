use strict;
use warnings;
use IO::Socket::SSL;

IO::Socket::SSL->new(
    PeerHost => '127.0.0.1',
    PeerPort => $ARGV[0],
    SSL_hostname => 'localhost',
    SSL_verify_mode => SSL_VERIFY_NONE,
) or die $SSL_ERROR;
