import type { FactHappening } from '#api/contract/outgoing/rule.ts'
import { findClosedMonths } from '#api/outgoing/fact/closed-months.ts'
import type { FactFinder } from '#api/outgoing/fact/fact-finder.ts'
import { findReachedGoals } from '#api/outgoing/fact/reached-goals.ts'
import { findRoundNumbers } from '#api/outgoing/fact/round-numbers.ts'
import { findSilentWallets } from '#api/outgoing/fact/silent-wallets.ts'

const FINDERS: Record<FactHappening, FactFinder> = {
  round: findRoundNumbers,
  silent: findSilentWallets,
  closed: findClosedMonths,
  goal: findReachedGoals,
}

/** Finds what a rule tells of that is of no one boost. */
export const findFacts: FactFinder = (db, asked, now) => FINDERS[asked.event](db, asked, now)
