/** Words near which a one-time code stands, in the languages that mails to test are written in. Parts of words count: `Bestätigungscode`. */
// Backtracks: within a word; the text that is searched has at most 64 KiB.
export const codeWords: RegExp = new RegExp(
  [
    // English, German, French, Dutch and Scandinavian share most of them.
    'codes?(?!\\p{L})|c[oó]digo|codice|c[oó]digos|kode(?!\\p{L})|kod(?!\\p{L})|kód(?!\\p{L})|koodi|(?<!\\p{L})cod(?:ul)?(?!\\p{L})',
    '(?<!\\p{L})(?:otp|m?tan|2fa|mfa|pin)(?!\\p{L})',
    'passcode|one[- ]time|einmal|passwor[dt]|kennwort|mot de passe|contraseña|clave|senha|lösenord',
    'verif\\p{L}*|v[ée]rif\\p{L}*|authenti\\p{L}*|confirm\\p{L}*|best[äa]tigung\\p{L}*|sicherheits\\p{L}*|doğrulama|şifre',
    'код(?!\\p{L})|пароль|κωδικός|(?<!\\p{L})mã(?!\\p{L})',
    '验证码|驗證碼|校验码|动态码|確認碼|認証|確認コード|コード|ワンタイム|暗証番号|인증|코드|확인',
    'رمز|كود|קוד|סיסמ|कोड|ओटीपी|รหัส',
  ].join('|'),
  'giu',
)

/** Words for numbers that are called a code, or stand where one might, and are none. */
export const otherNumbers: RegExp =
  /(?<!\p{L})(?:(?:zip|post(?:al)?|promo(?:tion)?|discount|coupon|voucher|gutschein|rabatt|area|country|bar|qr|status|error|source|product|article)[ -]?codes?|(?:code|codice|c[óo]digo) postale?|orders?|invoice|rechnung|bestell\p{L}*|ticket|tracking|account|konto\p{L}*|customer|kunden\p{L}*|phone|tel(?:efon)?|fax|copyright|©|case|ref(?:erence)?|plz)(?:[ -]?(?:number|nummer|nr|no|id)\b\.?)?/giu

/** What ends in such a word: the number follows. */
// Backtracks: the text has at most the 24 characters in front of a number.
export const afterOtherNumber: RegExp = new RegExp(`(?:${otherNumbers.source})[^\\p{L}\\p{N}]{0,6}$`, 'iu')

/** What a code is typed for, where it is called none. */
export const logins: RegExp =
  /(?<!\p{L})(?:(?:log|sign)[ -]?(?:in|on|ins?)(?!\p{L})|anmeld\p{L}*|anzumelden|einlogg\p{L}*|einzuloggen|connecter|connexion|iniciar sesi[óo]n|acceder|accedere|aanmeld\p{L}*|inloggen|logga in|logge? (?:ind?|på)|zalogowa\p{L}*)/iu

/** Letters and digits that name a thing in any text on software. */
export const technicalWord: RegExp =
  /^(?:sha|md|utf|base|ipv|http|python|php|node|java|oauth|win|web|mp|h|x|s|ec|k|es|tls|ssl|imap|pop|aes|rsa|crc|covid|b|v|rfc|iso|ascii)-?\d+[a-z]?$|^\d+(?:st|nd|rd|th|px|kb|mb|gb|tb|ms|min|am|pm|bit|km|kg|[dhms])$/i
