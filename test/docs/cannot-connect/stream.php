<?php
// Opens a connection as PHP itself does, and as PHPMailer, Symfony and Laravel do with it: HOST PORT SECONDS
[, $host, $port, $seconds] = $argv;
stream_socket_client("$host:$port", $code, $message, (float) $seconds);
echo "$message ($code)\n";
