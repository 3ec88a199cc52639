import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createApp } from '#api/app.ts'
import { observeProcess } from '#api/metrics/metrics.ts'
import { findTool } from '#tests/helper/find-tool.ts'
import { createTestContext, type TestContext } from '#tests/helper/test-context.ts'

const FOLDER = join(import.meta.dirname, '../../../scripts/deploy/monitoring')
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8')

let ctx: TestContext
let metrics: Set<string>
beforeAll(async () => {
  ctx = await createTestContext()
  observeProcess(ctx.metrics)
  const { text } = await request(createApp(ctx)).get('/metrics')
  metrics = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name))
})
afterAll(() => ctx.close())

/** The metrics that expressions ask for, without what a histogram adds. */
const namesIn = (expressions: string[]) =>
  [...expressions.join('\n').matchAll(/\b((?:readout|process)_[a-z_]+)/g)].map(([, name = '']) =>
    name.replace(/_(bucket|count|sum)$/, ''),
  )

const expectKnown = (expressions: string[]) => {
  const names = namesIn(expressions)
  expect(names.length).toBeGreaterThan(3)
  for (const name of names) expect(metrics, `${name} is no metric of Readout`).toContain(name)
}

describe('the dashboard', () => {
  const {
    panels,
    uid,
  }: {
    uid: string
    panels: { id: number; title: string; gridPos: Record<string, number>; targets: { expr: string }[] }[]
  } = JSON.parse(read('dashboard.json'))

  it('asks for metrics that there are', () => {
    expect(uid).toBe('readout')
    expectKnown(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)))
  })

  it('has its panels side by side', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const cells = panels.flatMap(({ title, gridPos: { x = 0, y = 0, w = 0, h = 0 } }) => {
      expect(x + w, title).toBeLessThanOrEqual(24)
      return Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`)
    })
    expect(new Set(cells).size).toBe(cells.length)
  })
})

describe('the alerts', () => {
  const rules: { alert: string; expr: string }[] = parse(read('alerts.yaml')).groups[0].rules
  const promtool = findTool('promtool', 'prometheus')

  it('ask for metrics that there are', () => {
    expectKnown(rules.map(({ expr }) => expr))
  })

  it.skipIf(!promtool)('are rules that Prometheus loads', () => {
    const { status, stdout, stderr } = spawnSync(
      promtool ?? '',
      ['check', 'rules', join(FOLDER, 'alerts.yaml')],
      { encoding: 'utf8' },
    )
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`${rules.length} rules found`)
  })
})
