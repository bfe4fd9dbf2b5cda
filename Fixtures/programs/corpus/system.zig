//! Arguments and output for the Zig programs, straight over the system interface.
const std = @import("std");
const wasi = std.os.wasi;

/// Formats and writes one piece of text to standard output.
pub fn print(comptime format: []const u8, values: anytype) void {
    var buffer: [512]u8 = undefined;
    const text = std.fmt.bufPrint(&buffer, format, values) catch return;
    const vector = [_]wasi.ciovec_t{.{ .base = text.ptr, .len = text.len }};
    var written: usize = 0;
    _ = wasi.fd_write(1, &vector, 1, &written);
}

/// The number at `index` of the command line, or `otherwise` where it is absent.
pub fn argument(index: usize, otherwise: u64) u64 {
    var count: usize = 0;
    var size: usize = 0;
    var starts: [16][*:0]u8 = undefined;
    var bytes: [1024]u8 = undefined;
    if (wasi.args_sizes_get(&count, &size) != .SUCCESS) return otherwise;
    if (index >= count or count > starts.len or size > bytes.len) return otherwise;
    if (wasi.args_get(&starts, &bytes) != .SUCCESS) return otherwise;
    return std.fmt.parseInt(u64, std.mem.span(starts[index]), 10) catch otherwise;
}
