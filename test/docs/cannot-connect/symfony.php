<?php
// Opens a connection with Symfony's Mailer, which Laravel sends with: HOST PORT SECONDS
require 'Symfony/Component/Mailer/autoload.php';

[, $host, $port, $seconds] = $argv;
ini_set('default_socket_timeout', $seconds);
$transport = new Symfony\Component\Mailer\Transport\Smtp\EsmtpTransport($host, (int) $port, false);
try {
    $transport->send(new Symfony\Component\Mime\RawMessage("Subject: x\r\n\r\nx\r\n"), new Symfony\Component\Mailer\Envelope(
        new Symfony\Component\Mime\Address('a@example.test'),
        [new Symfony\Component\Mime\Address('b@example.test')],
    ));
} catch (Symfony\Component\Mailer\Exception\TransportException $error) {
    echo $error->getMessage(), "\n";
}
