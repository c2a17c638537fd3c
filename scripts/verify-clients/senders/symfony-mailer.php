<?php
// Sends one message with Symfony Mailer; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest to it.
use Symfony\Component\Mailer\Mailer;
use Symfony\Component\Mailer\Transport;
use Symfony\Component\Mime\Email;

require '/usr/share/php/Symfony/Component/Mailer/autoload.php';

$scheme = getenv('MAIL_TLS') === 'implicit' ? 'smtps' : 'smtp';
$login = getenv('MAIL_USER') === false
    ? ''
    : rawurlencode(getenv('MAIL_USER')) . ':' . rawurlencode(getenv('MAIL_PASSWORD')) . '@';
$transport = Transport::fromDsn("$scheme://$login" . getenv('MAIL_HOST') . ':' . getenv('MAIL_PORT'));
if (getenv('MAIL_SETTINGS') !== 'defaults') {
    $transport->getStream()->setTimeout(getenv('MAIL_TIMEOUT_MS') / 1000);
}
try {
    $email = (new Email())
        ->from(getenv('MAIL_FROM'))
        ->to(...explode(',', getenv('MAIL_TO')))
        ->subject(getenv('MAIL_SUBJECT'))
        ->text('Hello');
    (new Mailer($transport))->send($email);
} catch (Throwable $error) {
    fwrite(STDERR, get_class($error) . ': ' . $error->getMessage() . "\n");
    exit(1);
}
