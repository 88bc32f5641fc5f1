import { config } from 'zod';

// The page's content security policy forbids code made at run time. zod would try it once, and the browser would
// report that; so it is told before the first schema is made. Must be the first import of the page.
config({ jitless: true });
