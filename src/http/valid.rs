//! Input that has passed its rules before a handler sees it.
//!
//! `validator`'s errors carry the submitted value; here they are reduced to the field and its rule's message at once.

use std::ops::Deref;

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::Problem;

/// A JSON body that fits its type and passed its rules.
pub struct ValidJson<T>(pub T);

/// A form body that fits its type and passed its rules.
pub struct ValidForm<T>(pub T);

macro_rules! extractor {
    ($name:ident, $inner:ident) => {
        impl<T: DeserializeOwned + Validate + 'static> FromRequest for $name<T> {
            type Error = Problem;
            type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let parsed = web::$inner::<T>::from_request(request, payload);
                Box::pin(async move {
                    let value = parsed.await.map_err(|_| malformed())?.into_inner();
                    match value.validate() {
                        Ok(()) => Ok(Self(value)),
                        Err(errors) => Err(broken_rule(&errors)),
                    }
                })
            }
        }

        impl<T> Deref for $name<T> {
            type Target = T;
            fn deref(&self) -> &T {
                &self.0
            }
        }
    };
}

extractor!(ValidJson, Json);
extractor!(ValidForm, Form);

fn malformed() -> Problem {
    Problem::bad_input(
        "Begäran kan inte läsas. Ladda om sidan och försök igen.",
        "The request cannot be read. Reload the page and try again.",
    )
}

fn broken_rule(errors: &ValidationErrors) -> Problem {
    let message = errors.errors().values().find_map(first_message);
    let message = message.unwrap_or("Ett fält är inte rätt ifyllt.");
    Problem::bad_input(message, message)
}

fn first_message(kind: &ValidationErrorsKind) -> Option<&str> {
    match kind {
        ValidationErrorsKind::Field(errors) => errors.iter().find_map(|error| error.message.as_deref()),
        ValidationErrorsKind::Struct(errors) => errors.errors().values().find_map(first_message),
        ValidationErrorsKind::List(errors) => {
            errors.values().find_map(|errors| errors.errors().values().find_map(first_message))
        }
    }
}
