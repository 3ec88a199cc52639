import { createStore } from '#client/lib/store.ts'

/** Whether the server cannot be heard, as the page last knew. */
export const isOffline = createStore(false)
