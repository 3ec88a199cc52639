import type { Me } from '#api/contract/auth.ts'

/** Where somebody begins who asked for no page: hosts with the running order, bookkeepers with the months; who runs it all sees all. */
export function firstPage({ may }: Pick<Me, 'may'>): string {
  if (may.includes('admin')) return '/home'
  if (may.includes('edit')) return '/air'
  return may.includes('books') ? '/books' : '/home'
}
