import { useSearchParams } from 'wouter'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'

/** Narrows the log; what was asked for is in the address. */
export function AuditFilter() {
  const [search, setSearch] = useSearchParams()
  return (
    <form
      className="form row"
      onSubmit={onSubmit((fields) => setSearch(Object.entries(fields).filter(([, value]) => value !== '')))}
    >
      <TextField
        label="Action"
        name="action"
        type="search"
        placeholder="auth. or PATCH /api/v1/shows"
        defaultValue={search.get('action') ?? ''}
      />
      <TextField
        label="Of"
        name="subject"
        type="search"
        placeholder="An id or a show"
        defaultValue={search.get('subject') ?? ''}
      />
      <Button type="submit">Filter</Button>
    </form>
  )
}
