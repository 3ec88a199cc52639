import type { Document } from '#api/openapi/build-document.ts'
import type { Operation } from '#api/openapi/describe-route.ts'
import { renderOperation } from '#api/openapi/page/render-operation.ts'
import { prose, renderProperties, sayType } from '#api/openapi/page/render-schema.ts'
import { type Html, html } from '#api/page/html.ts'

type Placed = { method: string; path: string; operation: Operation }

/** The reference of the API as one page, which needs no script. */
export function renderDocs(document: Document): string {
  const { info, tags, paths, components } = document
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Placed => ({ method, path, operation })),
  )
  const byTag = tags.map((tag) => ({
    ...tag,
    placed: all.filter(({ operation }) => operation.tags.includes(tag.name)),
  }))
  const schemas = Object.entries(components.schemas)
  const page = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="dark light" />
    <title>The API of Readout</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/api/docs/style.css" />
    <script src="/theme.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">Skip to the content</a>
    <nav class="toc" aria-label="The parts of the API">
      <p class="brand">Readout <small>API ${info.version}</small></p>
      <ul>${byTag.map(
        ({ name, placed }) => html`<li>
          <a class="part" href="#${anchor(name)}">${name}</a>
            <ul>${placed.map(
              ({ method, path, operation }) =>
                html`<li><a href="#${operation.operationId}"><span class="method ${method}">${method}</span> ${path.replace('/api/v1', '')}</a></li>`,
            )}</ul>
          
        </li>`,
      )}
        <li><a class="part" href="#schemas">Schemas</a></li>
      </ul>
    </nav>
    <main id="content">
      <h1>The API of Readout</h1>
      <p>${prose(info.description)}</p>
      <p>
        Send a key as <code>Authorization: Bearer KEY</code>; an owner makes keys in the studio, or with
        <code>npm run --silent readout -- key add</code>. The same as a document for programs:
        <a href="/api/openapi.json">OpenAPI 3.1</a>.
      </p>
      ${byTag.map(renderTag)}
      <section aria-labelledby="schemas">
        <h2 id="schemas">Schemas</h2>
        ${schemas.map(
          ([name, schema]) => html`<article class="schema" id="schema-${name}">
            <h3><a href="#schema-${name}">${name}</a></h3>
            ${schema.description && html`<p>${prose(schema.description)}</p>`}
            ${renderProperties(schema) ?? html`<p>${sayType(schema)}</p>`}
          </article>`,
        )}
      </section>
    </main>
  </body>
</html>
`
  return page.text
}

function renderTag({
  name,
  description,
  placed,
}: {
  name: string
  description?: string
  placed: Placed[]
}): Html {
  return html`<section aria-labelledby="${anchor(name)}">
    <h2 id="${anchor(name)}">${name}</h2>
    ${description && html`<p>${description}</p>`}
    ${placed.map(({ method, path, operation }) => renderOperation(method, path, operation))}
  </section>`
}

function anchor(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-')
}
