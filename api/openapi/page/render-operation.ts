import type { Content, Operation, Parameter } from '#api/openapi/describe-route.ts'
import { ERRORS } from '#api/openapi/descriptions.ts'
import type { JsonSchema } from '#api/openapi/json-schema.ts'
import { join, prose, renderProperties, sayType } from '#api/openapi/page/render-schema.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'

/** One route: who may, what it takes, what it answers, with an example of each. */
export function renderOperation(method: string, path: string, operation: Operation): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation
  const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  return html`<article class="operation" id="${operationId}" aria-labelledby="${operationId}-title">
    <h3 id="${operationId}-title">
      <span class="method ${method}">${method.toUpperCase()}</span>
      <a href="#${operationId}" class="path">${breakable(path)}</a>
    </h3>
    <p class="summary">${prose(summary)}.</p>
    <p class="who">${sayWho(operation)}</p>
    ${description && html`<p>${prose(description)}</p>`}
    ${parameters.length > 0 && renderParameters(parameters)}
    ${requestBody && renderContent('Body', requestBody.content)}
    ${success && renderAnswer(success[0], success[1].content)}
    ${renderErrors(Object.keys(responses).filter((status) => !status.startsWith('2')))}
    <details><summary>Try it with curl</summary>
      <pre tabindex="0"><code>${curlOf(method, path, operation)}</code></pre>
    </details>
  </article>`
}

function sayWho(operation: Operation): Piece {
  const { 'x-roles': roles, 'x-scopes': scopes } = operation
  if (roles.length === 0) return 'For everyone, without a credential.'
  const people = join(
    roles.map((role) => html`<code>${role}</code>`),
    ', ',
  )
  const keys = join(
    scopes.map((scope) => html`<code>${scope}</code>`),
    ', ',
  )
  return ['For ', people, scopes.length > 0 ? [', and keys with the scope ', keys, '.'] : '; not for keys.']
}

function renderParameters(parameters: readonly Parameter[]): Html {
  const rows = parameters.map(
    ({ name, in: place, required, description, schema }) => html`<tr>
      <th scope="row"><code>${name}</code>${place === 'path' ? html` <small>in the path</small>` : !required && html` <small>optional</small>`}</th>
      <td>${sayType(schema)}${description && html`<p>${prose(description)}</p>`}</td>
    </tr>`,
  )
  return html`<h4>Parameters</h4>
    <table class="fields">
      <thead><tr><th scope="col">Parameter</th><th scope="col">Holds</th></tr></thead>
      <tbody>${rows}</tbody>
    </table>`
}

function renderAnswer(status: string, content: Content | undefined): Html {
  if (!content) return html`<p>Answers ${status}, without a body.</p>`
  return renderContent(`Answer ${status}`, content)
}

function renderContent(title: string, content: Content): Html {
  const types = Object.keys(content)
  const [part] = Object.values(content)
  const schema: JsonSchema = part?.schema ?? {}
  const isSaid = Object.keys(schema).length > 0
  return html`<h4>${title}</h4>
    <p>${join(
      types.map((type) => html`<code>${type}</code>`),
      ', ',
    )}${isSaid && [': ', sayType(schema)]}</p>
    ${renderProperties(schema)}
    ${
      part?.example !== undefined &&
      html`<details><summary>Example</summary>
      <pre tabindex="0"><code>${JSON.stringify(part.example, null, 2)}</code></pre>
    </details>`
    }`
}

function renderErrors(statuses: readonly string[]): Html | null {
  if (statuses.length === 0) return null
  return html`<details><summary>Errors: ${statuses.join(', ')}</summary>
    <dl class="errors">${statuses.map(
      (status) => html`<dt>${status}</dt><dd>${prose(ERRORS[Number(status)] ?? '')}</dd>`,
    )}</dl>
  </details>`
}

/** How to ask for it from a shell. */
function curlOf(method: string, path: string, operation: Operation): string {
  const isOpen = operation['x-roles'].length === 0
  const [type, part] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const address = `$READOUT${path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`)}`
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${address}"`,
    ...(isOpen ? [] : ['-H "Authorization: Bearer $KEY"']),
    ...(type ? [`-H "Content-Type: ${type}"`] : []),
    ...(part?.example === undefined ? [] : [`-d '${JSON.stringify(part.example)}'`]),
  ]
  return lines.join(' \\\n  ')
}

/** A path that may be broken before its slashes. */
function breakable(path: string): Piece {
  return path.split('/').map((part, index) => (index === 0 ? part : html`<wbr />/${part}`))
}
