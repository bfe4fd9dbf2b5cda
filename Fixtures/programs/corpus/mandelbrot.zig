//! Floating point: how much of a grid of the complex plane stays bounded under z = z² + c.
const std = @import("std");
const system = @import("system.zig");

fn iterations(cx: f64, cy: f64, limit: u32) u32 {
    var x: f64 = 0;
    var y: f64 = 0;
    var count: u32 = 0;
    while (count < limit and x * x + y * y <= 4) : (count += 1) {
        const next = x * x - y * y + cx;
        y = 2 * x * y + cy;
        x = next;
    }
    return count;
}

pub fn main() void {
    const size: u32 = @intCast(system.argument(1, 200));
    const limit: u32 = @intCast(system.argument(2, 200));
    var inside: u64 = 0;
    var total: u64 = 0;
    for (0..size) |row| {
        const cy = 2.4 * @as(f64, @floatFromInt(row)) / @as(f64, @floatFromInt(size)) - 1.2;
        for (0..size) |column| {
            const cx = 3.0 * @as(f64, @floatFromInt(column)) / @as(f64, @floatFromInt(size)) - 2.2;
            const count = iterations(cx, cy, limit);
            inside += @intFromBool(count == limit);
            total += count;
        }
    }
    system.print("mandelbrot {d}x{d}: {d} inside, {d} iterations\n", .{ size, size, inside, total });
}
