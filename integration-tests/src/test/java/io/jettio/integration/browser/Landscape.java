package io.jettio.integration.browser;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A drawn picture, so that no image file is needed. */
final class Landscape {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;

    private Landscape() {}

    /** {@return hills in the evening, as a PNG} */
    static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x39508f), 0, 300, new Color(0xf2b58d)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setPaint(new Color(0xfff0cf));
        graphics.fill(new Ellipse2D.Float(394, 164, 92, 92));
        hill(graphics, new Color(0x6d6a97), 290, 190, 300, 240);
        hill(graphics, new Color(0x45507c), 345, 265, 360, 320);
        hill(graphics, new Color(0x28304f), 385, 330, 400, 365);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static void hill(Graphics2D graphics, Color color, int left, int rise, int fall, int right) {
        Path2D.Float hill = new Path2D.Float();
        hill.moveTo(0, left);
        hill.curveTo(WIDTH * 0.3f, rise, WIDTH * 0.55f, fall, WIDTH, right);
        hill.lineTo(WIDTH, HEIGHT);
        hill.lineTo(0, HEIGHT);
        hill.closePath();
        graphics.setPaint(color);
        graphics.fill(hill);
    }
}
