# Sends one message with Perl's Email::Sender; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest
# to it.
use strict;
use warnings;
use Email::Sender::Simple qw(sendmail);
use Email::Sender::Transport::SMTP;
use Email::Simple;
use Email::Simple::Creator;

my $transport = Email::Sender::Transport::SMTP->new({
    host => $ENV{MAIL_HOST},
    port => $ENV{MAIL_PORT},
    ssl  => { none => 0, implicit => 'ssl', starttls => 'starttls' }->{ $ENV{MAIL_TLS} },
    (defined $ENV{MAIL_USER} ? (sasl_username => $ENV{MAIL_USER}, sasl_password => $ENV{MAIL_PASSWORD}) : ()),
    ($ENV{MAIL_SETTINGS} eq 'defaults' ? () : (timeout => int($ENV{MAIL_TIMEOUT_MS} / 1000))),
});
my $email = Email::Simple->create(
    header => [From => $ENV{MAIL_FROM}, To => join(', ', split /,/, $ENV{MAIL_TO}), Subject => $ENV{MAIL_SUBJECT}],
    body   => "Hello\n",
);
eval { sendmail($email, { transport => $transport }); 1 } or do {
    my $error = $@;
    die ref $error ? $error->message : $error, "\n";
};
