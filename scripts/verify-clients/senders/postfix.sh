# Sends one message with a Postfix of its own, and waits for what becomes of it: 0 where every recipient was accepted. What
# is not sent at once is told, and not tried again: the standard time until then is longer than a run may take. Its set-up is in
# POSTFIX_MAIN and POSTFIX_MASTER, the message in MAIL_… variables.
set -eu
folder=$(mktemp -d)
trap 'postfix -c "$folder/etc" stop >/dev/null 2>&1 || :; wait; rm -rf "$folder"' EXIT
trap 'exit 1' TERM INT
cd "$folder"
mkdir etc queue data
# Its processes are another user, who has to get here.
chmod 711 .
chown postfix data
cat >etc/main.cf <<MAIN
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
maillog_file = /dev/stdout
myhostname = client.example.com
maximal_queue_lifetime = 0
bounce_queue_lifetime = 0
$POSTFIX_MAIN
MAIN
printf '%s' "$POSTFIX_MASTER" >etc/master.cf

# $1: how many lines with $2 are waited for; or for a fatal one. A file has no event for a new line.
log_has() {
  until [ "$(grep -cE "$2" log)" -ge "$1" ] || grep -q 'fatal:' log; do sleep 0.05; done
}
: >log
postfix -c "$folder/etc" start-fg >>log 2>&1 &
log_has 1 'daemon started'
recipients=$(echo "$MAIL_TO" | tr ',' ' ')
# shellcheck disable=SC2086 # one word each
printf 'From: %s\nTo: %s\nSubject: %s\n\nHello\n' "$MAIL_FROM" "$MAIL_TO" "$MAIL_SUBJECT" |
  sendmail -C "$folder/etc" -f "$MAIL_FROM" $recipients
# shellcheck disable=SC2086
set -- $recipients
log_has $# 'postfix/(smtp|error)\[.* to=<.* status=(sent|bounced|deferred)'
grep -E 'status=|warning|fatal|postsuper' log || :
[ "$(grep -cE 'postfix/smtp\[.* status=sent ' log)" -eq $# ]
