import { describe, expect, it } from 'vitest'
import { checkNewPassword } from '#api/auth/password/check-new-password.ts'

const EMAIL = 'marguerite@example.com'

describe('a new password is refused, saying why,', () => {
  it.each([
    ['short of twelve characters', 'xK9#mQ2$vL7', 'at least 12'],
    ['of twelve bytes but six characters', '🐢🐇🦔🦊🐝🦉', 'at least 12'],
    ['longer than anyone types', 'x1y2z3'.repeat(40), 'at most 200'],
    ['on the list', 'unbelievable', 'common'],
    ['on the list in other letters', 'UNBelievable', 'common'],
    ['on the list with something around it', 'Password1234!', 'common'],
    ['on the list, in signs for letters', 'P@ssw0rd!2026', 'common'],
    ['a run of the keyboard', 'qwertyuiopas', 'pattern'],
    ['a run backwards', '987654321098', 'pattern'],
    ['one letter', 'aaaaaaaaaaaaaaa', 'pattern'],
    ['one thing again and again', 'hunter2hunter2', 'pattern'],
    ['the email address', 'marguerite@example.com', 'email'],
    ['almost the name in it', 'Marguerite2026', 'email'],
    ['the name of the program', 'readout-2026!', 'program'],
  ])('%s', async (_why, password, told) => {
    await expect(checkNewPassword(password, EMAIL)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining(told),
    })
  })
})

describe('a new password is taken', () => {
  it.each([
    ['of a few words', 'tinfoil hat for a dish'],
    ['all digits that follow no pattern', '830194756120'],
    ['of twelve characters', 'vX4-kp9-Tq2z'],
    ['in any script', 'что-то своё и длинное'],
    [
      'of 200 characters',
      [...Array(200).keys()].map((n) => String.fromCharCode(33 + ((n * 37) % 90))).join(''),
    ],
    ['with a common word and much else', 'dragon eats sixteen candles'],
  ])('%s', async (_what, password) => {
    await expect(checkNewPassword(password, EMAIL)).resolves.toBeUndefined()
  })
})
