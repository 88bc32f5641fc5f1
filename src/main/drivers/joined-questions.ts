import { isBeamtimeError } from '../../contract/errors.ts';
import type { Exchange } from '../io/exchange.ts';

/** Times, one after the other, after which a controller counts as one that does not answer joined questions. */
const MOST_UNJOINED = 2;

/** Several questions in one request, `a;b`; one by one where the controller answers the first only, as older ones may. */
export class JoinedQuestions {
  readonly #exchange: Exchange;
  /** Times, one after the other, that joined questions were not answered and single ones were. */
  #unjoined = 0;

  /** @param exchange its framing hands the answers to joined questions over as lines of one reply */
  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** The replies, in the order of the questions. */
  async ask(questions: readonly string[]): Promise<readonly string[]> {
    if (this.#unjoined < MOST_UNJOINED) {
      try {
        const reply = await this.#exchange.request(questions.join(';'));
        this.#unjoined = 0;
        return reply.split('\n');
      } catch (error) {
        if (!isBeamtimeError(error, 'timeout')) throw error;
      }
    }
    const replies: string[] = [];
    for (const question of questions) {
      replies.push(await this.#exchange.request(question));
    }
    this.#unjoined += 1;
    return replies;
  }
}
