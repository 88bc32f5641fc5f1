/** The strict build (no `unsafe-eval`) has the same interface as plotly.js. */
declare module 'plotly.js-strict-dist-min' {
  export * from 'plotly.js';
}
