//! From JavaScript values to the types of [`crate::wire`].
//!
//! It does what serde-wasm-bindgen does, for the types that cross this border and no others: no bytes, no integers
//! beyond 53 bits, no maps whose keys are not text, and errors that name a field instead of describing values. In the
//! app's module that is worth a sixth of its bytes (ARCHITECTURE, bytes).

use std::fmt;

use js_sys::{Array, Object, Reflect};
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// A value is not what its type wants. Holds the name of a field, or what was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit(pub &'static str);

/// Reads a value.
///
/// # Errors
/// When the value has another shape than `T`.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T, Unfit> {
    T::deserialize(Value(value))
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Unfit {}

// Every message that serde would put together from the value is left out: putting together brings the machinery that
// writes numbers and quotes into the module.
impl de::Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Unfit {
        Unfit("value")
    }
    fn invalid_type(_: Unexpected, _: &dyn Expected) -> Unfit {
        Unfit("type")
    }
    fn invalid_value(_: Unexpected, _: &dyn Expected) -> Unfit {
        Unfit("value")
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Unfit {
        Unfit("length")
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Unfit {
        Unfit("variant")
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Unfit {
        Unfit("field")
    }
    fn missing_field(name: &'static str) -> Unfit {
        Unfit(name)
    }
    fn duplicate_field(name: &'static str) -> Unfit {
        Unfit(name)
    }
}

struct Value(JsValue);

impl Value {
    #[inline(never)]
    fn text(&self) -> Result<String, Unfit> {
        self.0.as_string().ok_or(Unfit("text"))
    }

    #[inline(never)]
    fn number(&self) -> Result<f64, Unfit> {
        self.0.as_f64().ok_or(Unfit("number"))
    }

    #[inline(never)]
    fn list(self) -> Result<Array, Unfit> {
        self.0.dyn_into().map_err(|_| Unfit("list"))
    }

    #[inline(never)]
    fn entries(self) -> Result<Array, Unfit> {
        self.0
            .dyn_into::<Object>()
            .map(|object| Object::entries(&object))
            .map_err(|_| Unfit("object"))
    }
}

fn is_absent(value: &JsValue) -> bool {
    value.is_null() || value.is_undefined()
}

/// A whole number of a type. Beyond the type's range it saturates, which no file of ours reaches.
macro_rules! number {
    ($($method:ident $visit:ident $kind:ty,)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            visitor.$visit(self.number()? as $kind)
        }
    )* };
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unfit;

    /// No type of the wire asks without knowing what it wants.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit("kind"))
    }

    number! {
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_f32 visit_f32 f32,
        deserialize_f64 visit_f64 f64,
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unfit("truth"))?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if is_absent(&self.0) {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let list = self.list()?;
        visitor.visit_seq(List { list, at: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_map(Entries {
            entries: self.entries()?,
            at: 0,
            value: JsValue::UNDEFINED,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        if !self.0.is_object() {
            return Err(Unfit("object"));
        }
        visitor.visit_seq(Fields {
            object: self.0,
            fields,
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    /// Externally tagged: a bare name, or an object with one key.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        let (name, content) = variant(self)?;
        visitor.visit_enum(Variant { name, content })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple_struct
    }
}

#[inline(never)]
fn variant(value: Value) -> Result<(String, JsValue), Unfit> {
    if let Some(name) = value.0.as_string() {
        return Ok((name, JsValue::UNDEFINED));
    }
    let entry: Array = value.entries()?.get(0).unchecked_into();
    let name = entry.is_array().then(|| entry.get(0).as_string()).flatten();
    Ok((name.ok_or(Unfit("variant"))?, entry.get(1)))
}

struct List {
    list: Array,
    at: u32,
}

impl<'de> SeqAccess<'de> for List {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unfit> {
        if self.at >= self.list.length() {
            return Ok(None);
        }
        self.at += 1;
        seed.deserialize(Value(self.list.get(self.at - 1)))
            .map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some((self.list.length() - self.at) as usize)
    }
}

/// The fields that a type knows, in its own order, looked up one by one; whatever else the object holds is not asked for.
///
/// Handed over as a sequence: what serde derives for one has no names to compare, no field to find twice, and no value to
/// put aside until all are there. That is a twentieth of the app's module.
struct Fields {
    object: JsValue,
    fields: &'static [&'static str],
}

impl Fields {
    #[inline(never)]
    fn next(&mut self) -> Option<JsValue> {
        let (name, rest) = self.fields.split_first()?;
        self.fields = rest;
        Some(Reflect::get(&self.object, &JsValue::from_str(name)).unwrap_or_default())
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unfit> {
        let Some(value) = self.next() else {
            return Ok(None);
        };
        let absent = value.is_undefined();
        match seed.deserialize(Value(value)) {
            // What is not there is nothing to an `Option`, and the end of the sequence to every other type: serde then
            // takes the field's default, or fails when it has none.
            Err(_) if absent => Ok(None),
            read => read.map(Some),
        }
    }
}

/// All entries of an object.
struct Entries {
    entries: Array,
    at: u32,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        if self.at >= self.entries.length() {
            return Ok(None);
        }
        let entry: Array = self.entries.get(self.at).unchecked_into();
        self.at += 1;
        self.value = entry.get(1);
        seed.deserialize(Value(entry.get(0))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

struct Variant {
    name: String,
    content: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unfit;
    type Variant = Content;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Content), Unfit> {
        let variant = seed.deserialize(StrDeserializer::new(&self.name))?;
        Ok((variant, Content(self.content)))
    }
}

/// What a variant holds.
struct Content(JsValue);

impl<'de> VariantAccess<'de> for Content {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(Value(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Unfit> {
        Value(self.0).deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        Value(self.0).deserialize_struct("", fields, visitor)
    }
}
