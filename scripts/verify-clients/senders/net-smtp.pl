# Sends one message with Perl's Net::SMTP; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest to
# it: what its methods return is not looked at then.
use strict;
use warnings;
use Net::SMTP;
use POSIX qw(strftime);

my $by_default = ($ENV{MAIL_SETTINGS} // '') eq 'defaults';
my ($tls, $from, @to) = ($ENV{MAIL_TLS}, $ENV{MAIL_FROM}, split /,/, $ENV{MAIL_TO});
my $smtp;

sub done {
    my ($what, $worked) = @_;
    return if $worked || $by_default;
    die "$what: ", $smtp->message || $@, "\n";
}

$smtp = Net::SMTP->new(
    $ENV{MAIL_HOST},
    Port => $ENV{MAIL_PORT},
    SSL  => $tls eq 'implicit',
    ($by_default ? () : (Timeout => $ENV{MAIL_TIMEOUT_MS} / 1000)),
) or die "no connection: $@\n";
done('STARTTLS', $smtp->starttls) if $tls eq 'starttls';
done('AUTH', $smtp->auth($ENV{MAIL_USER}, $ENV{MAIL_PASSWORD})) if defined $ENV{MAIL_USER};
done('MAIL', $smtp->mail($from));
done('RCPT', $smtp->recipient(@to));
done('DATA', $smtp->data(
    "From: $from\n",
    'To: ', join(', ', @to), "\n",
    "Subject: $ENV{MAIL_SUBJECT}\n",
    'Date: ', strftime('%a, %d %b %Y %H:%M:%S +0000', gmtime), "\n",
    'Message-ID: <', time, ".$$\@client.test>\n",
    "\n",
    "Hello\n",
));
$smtp->quit;
