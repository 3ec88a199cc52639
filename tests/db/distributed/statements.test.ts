import { describe, expect, it } from 'vitest'
import { answerApart } from '#db/distributed/answer-apart.ts'
import { noteStatement } from '#db/distributed/note-statement.ts'
import { pullSelects } from '#db/distributed/pull-selects.ts'
import { statementsOf } from '#db/sql-tokens.ts'

const plain = (text: string | undefined) => text?.replaceAll(/\s+/g, ' ').trim()

describe('a statement that says what it changes', () => {
  it.each([
    ['insert into "supporters" ("id") values ($1)', 'insert into "supporters" ("id") values ($1) returning'],
    [
      `update supporters s set name = 'returning (' where id = $1 returning s.id`,
      `update supporters s set name = 'returning (' where id = $1 returning s.id,`,
    ],
    ['delete from supporters where id = $1', 'delete from supporters where id = $1 returning'],
    [
      'with gone as (select 1) delete from supporters as s',
      'with gone as (select 1) delete from supporters as s returning',
    ],
  ])('answers it too: %s', (sql, start) => {
    const name = /supporters (as )?s\b/.test(sql) ? 's' : 'supporters'
    const noting = noteStatement(sql)
    expect(noting?.text).toBe(`${start} "${name}".id as "noted supporter_id"`)
    expect(noting?.answers).toBe(/returning [^(]*\bid$/.test(sql))
  })

  it('answers what a row was where it sets what the feed tells by, and only there', () => {
    const moving = noteStatement(
      'update payments p set boost_id = $1 from told where p.id = told.id returning p.id',
    )
    expect(moving?.told).toEqual(['noted', 'noted before'])
    expect(plain(moving?.text)).toMatch(
      /^with "noted" as \( update payments p set .* returning p\.id, "p"\.show_id .*\) select "noted"\.\*, was\.\* from "noted" cross join lateral \( select .* from "payments" o where o\.id = "noted"\."noted id" offset 0\) was$/,
    )
    expect(noteStatement('update payments set memo = $1 where boost_id = $2')?.told).toEqual(['noted'])
    expect(plain(noteStatement('with a as (select 1 as id) update boosts set "show_id" = 1')?.text)).toMatch(
      /^with a as \(select 1 as id\), "noted" as \( update boosts/,
    )
  })

  it('lists what is written within it, in the row that it answers', () => {
    const noting = noteStatement(
      'with paid as (insert into payments (id) select id from given), seen as (select 1) select exists (select 1 from seen)',
    )
    expect(noting?.lists).toEqual(['noted in paid'])
    expect(plain(noting?.text)).toMatch(
      /^with paid as \(insert into payments \(id\) select id from given returning "payments"\.show_id .*\), seen as \(select 1\) select \(select jsonb_agg\(.*\) from "paid" n\) as "noted in paid", exists/,
    )
  })

  it.each([
    'with gone as (delete from payments returning id) delete from boosts where id in (select id from gone)',
    'with gone as (delete from payments returning id) insert into boost_aliases (id) select id from gone',
    'with moved as (update payments set show_id = 1 returning id) select 1',
  ])('is refused where it cannot be followed: %s', (sql) => {
    expect(() => noteStatement(sql)).toThrow('changes the books')
  })

  it.each([
    'select * from payments for update',
    'insert into boost_aliases (id, boost_id) select id, boost_id from payments',
    `insert into outbox (body) values ('update payments set')`,
    'select 1 -- delete from payments',
  ])('is left as it is where it changes nothing that the feed tells of: %s', (sql) => {
    expect(noteStatement(sql)).toBeNull()
  })
})

describe('a statement for tables that lie elsewhere', () => {
  it('has what an INSERT selects come by the coordinator', () => {
    expect(
      pullSelects(
        'insert into a (b) select x is distinct from y, extract(day from z) from t, u on conflict do nothing',
      ),
    ).toBe(
      'insert into a (b) select x is distinct from y, extract(day from z) from (select where random() >= 0) anew cross join t, u on conflict do nothing',
    )
    expect(pullSelects('with c as (insert into a select 1 from t) select 1 from c')).toBe(
      'with c as (insert into a select 1 from (select where random() >= 0) anew cross join t) select 1 from c',
    )
    const values = 'insert into a (b) values ((select c from t)) returning b'
    expect(pullSelects(values)).toBe(values)
  })

  it('works out by a SELECT what it is to answer of what it wrote', () => {
    expect(
      plain(answerApart('update users u set name = $1 where id = $2 returning u.id, lower(u.name) as name')),
    ).toBe(
      'with "written" as (update users u set name = $1 where id = $2 returning *) select u.id, lower(u.name) as name from "written" "u"',
    )
    expect(
      plain(
        answerApart('insert into days (day) values ($1) on conflict do nothing returning day::text as day'),
      ),
    ).toBe(
      'with "written" as (insert into days (day) values ($1) on conflict do nothing returning *) select day::text as day from "written" "days"',
    )
    const columns = 'insert into users (id) values (gen_random_uuid()) returning id'
    expect(answerApart(columns)).toBe(columns)
  })
})

describe('a text of several statements', () => {
  it('is each of them, whatever their strings, bodies and comments hold', () => {
    const texts = [
      "select ';', e'\\';', $tag$ ; $$ ; $tag$, $1",
      'do $$ begin perform 1; end $$',
      'create table "a;b" (c text -- ; not here\n)',
    ]
    expect(statementsOf(` ${texts.join(';')}; -- the end;\n;`).map((text) => text.trim())).toEqual(texts)
  })
})
