import { useState } from 'react'

/** What the link's fragment holds; servers and logs never see it. */
export function useLinkToken(): string {
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)))
  return token
}
