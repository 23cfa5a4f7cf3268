export {
  createStreamHandler,
  type StreamEvent,
  type StreamHandler,
  type StreamHandlerAnswer,
  type StreamHandlerOptions,
} from './subscriptions/lambda/createStreamHandler.js';
export { ConfigError } from './config/configError.js';
