import { Nip47ReplyTimeoutError } from '@getalby/sdk/nwc'
import { networkNamed } from '#api/source/kind/network.ts'
import type { Finding } from '#api/source/kind/source-kind.ts'
import { askForNothing, listIncoming, type NwcPage } from '#api/source/nwc/ask-for-page.ts'
import type { NwcWallet } from '#api/source/nwc/connect.ts'

const SLOW = 'Its history is read in small parts, which takes longer.'

/** Tries whether the wallet tells of payments, and gives as many transactions at once as its history is read by. */
export async function testNwc({ client, page }: NwcWallet): Promise<Finding> {
  const { notifications } = await client.getWalletServiceInfo()
  // At once, since each may have to wait for as long as a test has.
  const [info, nothing, one, many] = await Promise.all([
    client.getInfo().catch(() => null),
    inTime(askForNothing(client)),
    inTime(listIncoming(client, { limit: 1 })),
    inTime(listIncoming(client, { limit: page.size })),
  ])
  if (nothing === 'late' && one === 'late' && many === 'late')
    throw new Nip47ReplyTimeoutError('no answer', 'INTERNAL')
  const tells = notifications.includes('payment_received')
  const maySpend = info?.methods?.some((method) => /^(multi_)?pay_/.test(method)) === true
  return {
    network: networkNamed(info?.network),
    says: ['Connected.', ...countOf(many, one)],
    warnings: [
      ...(tells ? [] : ['It does not tell of payments by itself, so they are seen within a minute.']),
      ...(many === 'late' ? [tooLarge(one, page.size), SLOW] : []),
      ...(maySpend
        ? ['This connection may also pay, which Readout never does: one that can only read is safer.']
        : []),
    ],
  }
}

function tooLarge(one: NwcPage | 'late', size: number): string {
  return one === 'late'
    ? `Its newest transaction does not come through: it may be too large for the relay. What never comes through is counted on the source’s page.`
    : `${size} of its transactions at once are too large for the relay, or for an encrypted message.`
}

function countOf(...answers: (NwcPage | 'late')[]): string[] {
  const total = Math.max(0, ...answers.map((answer) => (answer === 'late' ? 0 : answer.total)))
  return total > 0
    ? [total === 1 ? 'It has one transaction.' : `It has ${total.toLocaleString('en')} transactions.`]
    : []
}

async function inTime<T>(answer: Promise<T>): Promise<T | 'late'> {
  return answer.catch((error: unknown) => {
    if (error instanceof Nip47ReplyTimeoutError) return 'late' as const
    throw error
  })
}
