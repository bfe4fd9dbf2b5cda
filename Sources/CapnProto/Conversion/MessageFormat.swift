#if !hasFeature(Embedded)
  /// A way to write messages down, as the `convert` command of the Cap'n Proto tool knows them.
  public enum MessageFormat: String, CaseIterable, Sendable {
    /// Stream framing.
    case bin
    /// One segment without framing.
    case flat
    /// Stream framing, packed.
    case packed
    /// One segment without framing, packed.
    case flatpacked
    /// One segment without framing, in canonical form.
    case canonical
    /// The text format.
    case text
    /// JSON.
    case json

    /// Whether a schema is needed to read or write it.
    public var needsSchema: Bool { self == .text || self == .json }
  }
#endif
