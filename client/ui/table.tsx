import type { Key, ReactNode } from 'react'

export type Column<Row> = {
  title: string
  /** Amounts stand at the right. */
  align?: 'end'
  /** A column without words in its head, as for buttons. */
  bare?: boolean
  cell: (row: Row) => ReactNode
}

type Props<Row> = {
  caption: string
  columns: Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => Key
  /** Goes sideways by itself where it is wider than the page. */
  scrolls?: boolean
}

/** A table with hairlines; on a narrow page each row is a block, its cells with their titles. */
export function Table<Row>({ scrolls = false, ...rest }: Props<Row>) {
  if (!scrolls) return <PlainTable {...rest} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={rest.caption}>
      <PlainTable {...rest} />
    </section>
  )
}

function PlainTable<Row>({ caption, columns, rows, keyOf }: Omit<Props<Row>, 'scrolls'>) {
  return (
    <table className="table">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, align, bare }) => (
            <th key={title} scope="col" className={align}>
              {bare ? <span className="unseen">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, align, bare, cell }) => (
              <td key={title} className={align} data-title={bare ? undefined : title}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
