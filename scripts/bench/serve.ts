import { readConfig } from '#api/config.ts'
import { startService } from '#api/server.ts'

/** The service as a process of its own, with its address and its largest memory told to the bench that started it. */
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)
const service = await startService(readConfig(process.env), say)
process.send?.({ url: service.url })
process.on('message', (asked) => {
  // As the system counted it: to look again and again costs what is measured.
  if (asked === 'peak') process.send?.({ peak: process.resourceUsage().maxRSS * 1024 })
  if (asked === 'cpu') {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: (user + system) / 1000 })
  }
  if (asked === 'stop') void service.stop().then(() => process.exit(0))
})
