import { useQuery } from '@tanstack/react-query'
import { get } from '#client/lib/request.ts'

/** The wallets by name. */
export function useWallets() {
  return useQuery({
    queryKey: ['wallets'],
    queryFn: async () => (await get('/wallets')).items,
  })
}
