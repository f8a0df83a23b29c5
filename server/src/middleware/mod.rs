//! What happens around every request. From the outside in:
//!
//! 1. [`security_headers`]: on every reply, also on the ones below that refuse.
//! 2. [`catch_panic`]: a panic becomes a 500 with an incident number.
//! 3. [`request_id`]: one log line a request, without anything that identifies.
//! 4. [`request_bounds`]: time and size.
//! 5. [`csrf`]: foreign sites cannot send forms in a visitor's name.
//!
//! All of them go on with `Router::layer`, which adds the outermost last and
//! runs after the route is known, so that the log can name its template.
//! [`rate_limit`] is no layer: the places that know whether a code was a miss
//! or a password wrong call it.

pub mod catch_panic;
pub mod csrf;
pub mod rate_limit;
pub mod request_bounds;
pub mod request_id;
pub mod security_headers;
