#if !hasFeature(Embedded)
  /// What the annotations of `json.capnp` say about a declaration.
  ///
  /// https://github.com/capnproto/capnproto/blob/master/c%2B%2B/src/capnp/compat/json.capnp
  struct JSONAnnotations {
    /// The name in JSON, if it is another.
    var name: [UInt8]?
    /// The prefix of the fields of a struct that is merged into the one around it.
    var flattenPrefix: [UInt8]?
    /// How a union names its member.
    var discriminator: Discriminator?
    var isBase64 = false
    var isHex = false

    struct Discriminator {
      var name: [UInt8]?
      var valueName: [UInt8]?
    }

    init(_ annotations: [SchemaAnnotation]) throws(CapnProtoError) {
      for annotation in annotations {
        let pointer = annotation.value.pointer
        switch annotation.id {
        case 0xfa5b_1fd6_1c2e_7c3d: name = try pointer.text().bytes
        case 0x82d3_e852_af03_36bf: flattenPrefix = try pointer.structure().text(0).bytes
        case 0xcfa7_94e8_d19a_0162:
          let options = try pointer.structure()
          discriminator = Discriminator(
            name: options.hasPointer(0) ? try options.text(0).bytes : nil,
            valueName: options.hasPointer(1) ? try options.text(1).bytes : nil)
        case 0xd7d8_7945_0a25_3e4b: isBase64 = true
        case 0xf061_e22f_0ae5_c7b5: isHex = true
        default: break
        }
      }
    }
  }

  extension SchemaField {
    /// Its name in JSON.
    func jsonName(_ annotations: JSONAnnotations) -> [UInt8] {
      annotations.name ?? Array(name.utf8)
    }
  }
#endif
