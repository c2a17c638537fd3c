<?php
// Opens a connection with PHPMailer, and prints what it says where it cannot: HOST PORT SECONDS
require '/usr/share/php/libphp-phpmailer/autoload.php';

[, $host, $port, $seconds] = $argv;
$mail = new PHPMailer\PHPMailer\PHPMailer(true);
$mail->isSMTP();
$mail->Host = $host;
$mail->Port = (int) $port;
$mail->Timeout = (int) $seconds;
$mail->SMTPDebug = 2;
$mail->Debugoutput = fn(string $line) => print("$line\n");
try {
    $mail->smtpConnect();
} catch (PHPMailer\PHPMailer\Exception $error) {
    echo $error->getMessage(), "\n";
}
echo $mail->ErrorInfo, "\n";
