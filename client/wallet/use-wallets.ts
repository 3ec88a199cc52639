import { useQuery } from '@tanstack/react-query'
import type { Page } from '#api/contract/common.ts'
import { get } from '#client/lib/request.ts'

/** The wallets by name. */
export function useWallets() {
  return useQuery({
    queryKey: ['wallets'],
    queryFn: async () => (await get<Page<{ name: string }>>('/wallets')).items,
  })
}
