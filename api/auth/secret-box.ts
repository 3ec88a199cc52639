import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { linkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#api/config.ts'
import { AppError } from '#api/errors.ts'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import { makeFolder } from '#api/lib/make-folder.ts'
import { readOwnFile } from '#api/lib/read-own-file.ts'

const VERSION = 'v1'
const FILE = 'secret.key'

/** Keeps the secrets of sources unreadable in the database and in backups. */
export type SecretBox = {
  /** @param purpose where it belongs, e.g. `source:my-node`; a sealed text opens for the same purpose only */
  seal(secret: string, purpose: string): string
  /** @throws AppError unprocessable where the text was changed, belongs elsewhere, or was sealed under another SECRET_KEY */
  open(sealed: string, purpose: string): string
  /** 32 secret bytes for one purpose, the same whenever and in whichever process they are asked for. */
  derive(purpose: string): Buffer
  /** Reads the key where there is one. @throws PlainError where it is none, so that a start says so and not the first who needs it */
  check(): void
}

/** AES-256-GCM under SECRET_KEY, or under a key made in DATA_DIR (mode 0600) when it is not set. Touches no file until used. */
export function createSecretBox(config: Pick<Config, 'secretKey' | 'dataDir'>): SecretBox {
  let key: Buffer | undefined
  const getKey = () => {
    key ??= deriveKey(config.secretKey ?? readOrMakeKey(config.dataDir))
    return key
  }
  return {
    seal: (secret, purpose) => seal(getKey(), secret, purpose),
    open: (sealed, purpose) => open(getKey(), sealed, purpose),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', getKey(), '', purpose, 32)),
    check: () => {
      if (config.secretKey === null) readKey(join(config.dataDir, FILE))
    },
  }
}

function seal(key: Buffer, secret: string, purpose: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  const parts = [nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))
  return [VERSION, ...parts].join('.')
}

function open(key: Buffer, sealed: string, purpose: string): string {
  const [version, nonce = '', tag = '', text = ''] = sealed.split('.')
  if (version !== VERSION) throw new Error('This is not a sealed secret.')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
      authTagLength: 16,
    })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(Buffer.from(tag, 'base64url'))
    return decipher.update(text, 'base64url', 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new AppError(
      'unprocessable',
      'A stored secret cannot be opened: SECRET_KEY (or secret.key in DATA_DIR) is not the one it was sealed under. Enter the secret again.',
      { cause },
    )
  }
}

function deriveKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'readout secret box', 32))
}

function readOrMakeKey(dataDir: string): string {
  const file = join(dataDir, FILE)
  const there = readKey(file)
  if (there !== null) return there
  makeKey(dataDir, file)
  const made = readKey(file)
  if (made === null) throw new PlainError(`${file} leads nowhere. Restore it from a copy of DATA_DIR.`)
  return made
}

function readKey(file: string): string | null {
  const key = readOwnFile(file)?.trim() ?? null
  if (key !== null && key.length < 32)
    throw new PlainError(`${file} does not hold a key of 32 characters. Restore it from a copy of DATA_DIR.`)
  return key
}

/** Appears whole or not at all, and never over one that another process made meanwhile. */
function makeKey(dataDir: string, file: string): void {
  makeFolder(dataDir, 0o700)
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
}
