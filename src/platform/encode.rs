//! From the types of [`crate::wire`] to JavaScript values, for `postMessage`. The other half of [`super::decode`].

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde::ser::{
    Impossible, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, Serializer,
};
use wasm_bindgen::JsValue;

use super::decode::Unfit;

/// The value as JavaScript has it: structs are objects, lists are arrays, a variant is its name or an object with that
/// one key. `null` for what JavaScript has nothing for, which no type of the wire is.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> JsValue {
    value.serialize(Encoder).unwrap_or(JsValue::NULL)
}

impl serde::ser::Error for Unfit {
    fn custom<T: std::fmt::Display>(_: T) -> Unfit {
        Unfit("value")
    }
}

#[inline(never)]
fn set(object: &Object, name: &str, value: &JsValue) {
    // A plain object takes any key.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn tagged(name: &str, content: &JsValue) -> JsValue {
    let object = Object::new();
    set(&object, name, content);
    object.into()
}

struct Encoder;

macro_rules! number {
    ($($method:ident $kind:ty,)*) => { $(
        fn $method(self, value: $kind) -> Result<JsValue, Unfit> {
            Ok(JsValue::from_f64(value as f64))
        }
    )* };
}

impl Serializer for Encoder {
    type Ok = JsValue;
    type Error = Unfit;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = Impossible<JsValue, Unfit>;
    type SerializeTupleVariant = Impossible<JsValue, Unfit>;
    type SerializeMap = Impossible<JsValue, Unfit>;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Fields;

    number! {
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
        serialize_f32 f32, serialize_f64 f64,
    }

    fn serialize_bool(self, value: bool) -> Result<JsValue, Unfit> {
        Ok(JsValue::from_bool(value))
    }

    fn serialize_char(self, _: char) -> Result<JsValue, Unfit> {
        Err(Unfit("character"))
    }

    fn serialize_str(self, value: &str) -> Result<JsValue, Unfit> {
        Ok(JsValue::from_str(value))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<JsValue, Unfit> {
        Err(Unfit("bytes"))
    }

    fn serialize_none(self) -> Result<JsValue, Unfit> {
        Ok(JsValue::NULL)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<JsValue, Unfit> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<JsValue, Unfit> {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<JsValue, Unfit> {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<JsValue, Unfit> {
        Ok(JsValue::from_str(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<JsValue, Unfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<JsValue, Unfit> {
        Ok(tagged(variant, &value.serialize(self)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Unfit> {
        Ok(List(Array::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<List, Unfit> {
        Ok(List(Array::new()))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unfit> {
        Err(Unfit("tuple"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unfit> {
        Err(Unfit("tuple"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unfit> {
        Err(Unfit("map"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, Unfit> {
        Ok(Fields {
            object: Object::new(),
            variant: None,
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields, Unfit> {
        Ok(Fields {
            object: Object::new(),
            variant: Some(variant),
        })
    }
}

struct List(Array);

impl SerializeSeq for List {
    type Ok = JsValue;
    type Error = Unfit;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        self.0.push(&value.serialize(Encoder)?);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Unfit> {
        Ok(self.0.into())
    }
}

impl SerializeTuple for List {
    type Ok = JsValue;
    type Error = Unfit;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<JsValue, Unfit> {
        SerializeSeq::end(self)
    }
}

struct Fields {
    object: Object,
    /// The variant whose fields these are.
    variant: Option<&'static str>,
}

impl SerializeStruct for Fields {
    type Ok = JsValue;
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unfit> {
        set(&self.object, name, &value.serialize(Encoder)?);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Unfit> {
        Ok(match self.variant {
            Some(variant) => tagged(variant, &self.object),
            None => self.object.into(),
        })
    }
}

impl SerializeStructVariant for Fields {
    type Ok = JsValue;
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unfit> {
        SerializeStruct::serialize_field(self, name, value)
    }

    fn end(self) -> Result<JsValue, Unfit> {
        SerializeStruct::end(self)
    }
}
