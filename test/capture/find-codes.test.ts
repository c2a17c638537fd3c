import { describe, expect, it } from 'vitest'
import { findCodes } from '../../src/capture/find-codes.ts'

describe('one-time codes', () => {
  it.each([
    ['Your code is 123456.', ['123456']],
    ['Your verification code: 0042', ['0042']],
    ['Your code:\n\n987654\n\nIt ends in 10 minutes.', ['987654']],
    ['123 456 is your login code', ['123456']],
    ['482-913 is your Instagram code', ['482913']],
    ['G-482913 is your Google verification code.', ['482913']],
    ['Use OTP 7741 to sign in', ['7741']],
    ['PIN: 12345678', ['12345678']],
    ['Ihr Bestätigungscode lautet 556677', ['556677']],
    ['Ihre TAN: 334455', ['334455']],
    ['Votre code de vérification est le 112233', ['112233']],
    ['Su código de verificación es 445566', ['445566']],
    ['Il tuo codice è 778899', ['778899']],
    ['Twój kod to 221100', ['221100']],
    ['Ваш код: 909090', ['909090']],
    ['验证码638201有效', ['638201']],
    ['Code:123456', ['123456']],
    ['您的验证码是 638201,请勿泄露', ['638201']],
    ['認証コード:552233', ['552233']],
    ['인증번호 [118822]', ['118822']],
    ['Enter code X7K9QP to go on', ['X7K9QP']],
    ['Confirmation code:\nWDJB-MJHT\n', ['WDJB-MJHT']],
    ['1 2 3 4 5 6 is the passcode', ['123456']],
    ['Your code from 2024 is 2024', ['2024']],
    ['Use 123456 to log in.', ['123456']],
    ['To sign in, enter 123 456.', ['123456']],
    ['Verwenden Sie 4711, um sich anzumelden.', ['4711']],
    ['Use a1b2c3 to sign in', ['a1b2c3']],
    ['login code: a1b2c3', ['a1b2c3']],
    ['Your verification code for Example is “aB3dE9”', ['aB3dE9']],
    ['Your code is abc123', ['abc123']],
    ['Your code is 9f3k-22xa.', ['9f3k-22xa']],
    ['Confirmation code:\n\n  9f3k-22xa\n\nBye', ['9f3k-22xa']],
    ['9f3k-22xa', ['9f3k-22xa']],
    ['Welcome\n\n9f3k-22xa\n\nBye', ['9f3k-22xa']],
    ['Your code is 123456.\n\nExample GmbH\nHauptstraße 1\n10115 Berlin', ['123456']],
    ['Your code is 123456. Example Inc., 1 Main St, San Francisco, CA 94105', ['123456']],
    ['Your code: 10115 Thanks', ['10115']],
    ['Sign in\n\n  640112  \n\nBye', ['640112']],
  ])('%j has %j', (text, codes) => {
    expect(findCodes(text)).toEqual(codes)
  })

  it.each([
    'Copyright 2024 Example Ltd.',
    'We met in 1999 and again in 2012.',
    'Your total is $1234 or 1234 EUR, 12.5000 %.',
    'Call +49 30 123456 or (030) 123456.',
    'Order 123456 has shipped. Tracking number 998877.',
    'Invoice no. 445566 is due on 2024-05-06.',
    'Our zip code 10115 is in Berlin',
    'Code postal : 75001 Paris',
    'Codice postale: 00184 Roma',
    'Código postal 28013 Madrid',
    'Part 9f3k-22xa fits.',
    'Order number:\n\n9f3k-22xa\n',
    '10115 Berlin',
    'Your code was used. Example GmbH, Hauptstraße 1, 10115 Berlin',
    'Bestätigung\n\n1010 Wien',
    'Passwords are sent to 1012 AB Amsterdam',
    'The code of SW1A 1AA is public',
    'Log in to see that 1234 people did',
    'Use 20251 to get a free coffee',
    'Our code base uses sha256, mp3-player and commit a1b2c3d',
    'The code is sha256',
    'The code runs on python3 since v1beta2',
    'code for the one-time sign-in of mp4 files',
    'the code takes the 24hour-window into account',
    'Use discount code 20251 at the till',
    'https://x.test/verify?code=123456',
    'Write to code123456@x.test',
    'There were 1,234,567 of them in the code base',
    'Hello there, nothing to see.',
    '',
  ])('%j has none', (text) => {
    expect(findCodes(text)).toEqual([])
  })

  it('puts the likely one first', () => {
    expect(findCodes('Your code is 123456. Quote 8812 when you call about this code.')[0]).toBe('123456')
  })

  it('never yields more than ten, however many there are', () => {
    expect(
      findCodes(
        'code 123456\n'.repeat(3) + Array.from({ length: 999 }, (_, n) => `code ${100_000 + n}`).join('\n'),
      ),
    ).toHaveLength(10)
  })
})
