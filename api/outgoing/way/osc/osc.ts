import { createSocket } from 'node:dgram'
import { encode } from 'node-osc'
import { z } from 'zod'
import type { OutgoingBody } from '#api/contract/outgoing/told.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { resolveHost } from '#api/fetch/resolve-host.ts'
import { allowHost } from '#api/outgoing/way/allow-host.ts'
import { fillTemplate } from '#api/outgoing/way/body/fill-body.ts'
import { checkWords } from '#api/outgoing/way/body/sample.ts'
import { judgeProblem } from '#api/outgoing/way/judge-problem.ts'
import { openSecrets } from '#api/outgoing/way/secrets.ts'
import type { WayKindOf } from '#api/outgoing/way/way-kind.ts'

/** More than one packet is lost more easily, and desks take no longer ones. */
const MOST_BYTES = 1_400
const MOST_INT = 2 ** 31 - 1

type Argument = { type: 'integer' | 'float' | 'string'; value: number | string }

/** Told by Open Sound Control, one packet over UDP: nobody answers, so that it is sent and no more is known. */
export const osc: WayKindOf<'osc', Record<string, never>> = {
  open: (sealed, { secrets }) => openSecrets(secrets, sealed, z.strictObject({})),
  keep: (given, { now }) => {
    const own_network = allowHost(given.host, given.own_network)
    checkWords((told) => argumentsOf(given.args, told), now())
    return { settings: { ...given, own_network }, secrets: {} }
  },
  givenFor: ({ settings }) => ({ ...settings, own_network: settings.own_network ? settings.host : null }),
  send: async (_, { settings: { host, port, path, args, own_network } }, told) => {
    const packet = encode({ oscType: 'message', address: path, args: argumentsOf(args, told) })
    if (packet.length > MOST_BYTES)
      return { kind: 'refused', answer: `It is longer than ${MOST_BYTES} bytes. Say less, e.g. {{excerpt}}.` }
    try {
      await sendPacket(packet, await resolveHost(host, own_network), port)
      return { kind: 'sent', answer: `${packet.length} bytes. OSC has no answer.` }
    } catch (error) {
      if (!(error instanceof FetchProblem)) throw error
      return judgeProblem(error)
    }
  },
}

/** Whole numbers as integers, as far as OSC has them (32 bits), others as floats, all else as text. @throws PlainError */
function argumentsOf(templates: readonly string[], told: OutgoingBody): Argument[] {
  // A number says nothing of what is of no boost, and need not.
  const said = { ...told, fact: null }
  return templates.map((template): Argument => {
    const text = fillTemplate(template, template.includes('fact') ? told : said, (words) => words)
    if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return { type: 'string', value: text.replaceAll('\0', '') }
    const value = Number(text)
    return Number.isInteger(value) && Math.abs(value) <= MOST_INT
      ? { type: 'integer', value }
      : { type: 'float', value }
  })
}

function sendPacket(packet: Buffer, to: { address: string; family: number }, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(to.family === 6 ? 'udp6' : 'udp4')
    const end = (error?: Error | null) => {
      socket.close()
      if (error) reject(new FetchProblem('network', 'It cannot be sent there.', { cause: error }))
      else resolve()
    }
    socket.once('error', end)
    socket.send(packet, port, to.address, end)
  })
}
