import { t } from '#client/review/words.ts'

const CONFLICT = /Reports under the same id or hash disagree: look which one is right\./

/** What the service says most often; what else stands in a reason stays as it is. */
const REASONS: [said: RegExp, words: string][] = [
  [/It came without metadata\./, t('It came without metadata.')],
  [
    /Its metadata is still to come from the address in its memo\./,
    t('Its metadata is still to come from the address in its memo.'),
  ],
  [
    /Its memo ends before it names the address of its metadata\./,
    t('Its memo ends before it names the address of its metadata.'),
  ],
  [
    /Its metadata never came from the address in its memo:/,
    t('Its metadata never came from the address in its memo:'),
  ],
  [/Its metadata names no show\./, t('Its metadata names no show.')],
  [/Its metadata is cut off\./, t('Its metadata is cut off.')],
  [/Its metadata is not text \(invalid UTF-8\)\./, t('Its metadata is not text.')],
  [/Its metadata is JSON, but not an object\./, t('Its metadata is JSON, but not an object.')],
  [/Its metadata is not JSON\./, t('Its metadata is not JSON.')],
  [/Its action is none that is known\./, t('Its action is none that is known.')],
  [CONFLICT, t('Reports under the same id or hash disagree: look which one is right.')],
  [/Look which show this is for:/, t('Look which show this is for:')],
]

/** Whether another payment says something else under the same id or hash. */
export function isConflict(reason: string): boolean {
  return CONFLICT.test(reason)
}

/** Why a host should look at a payment, which may be several sentences, in the reader's language. */
export function sayReason(reason: string): string {
  return REASONS.reduce((said, [sentence, words]) => said.replace(sentence, () => words), reason)
}
